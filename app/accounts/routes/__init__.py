"""Getting in and out (/sign-in, /activation, /password-reset, /welcome, /declaration …) and /account."""

from litestar import Router

from app.accounts.routes import account, confirm, declaration, factor, factors, password, sign_in, welcome

router = Router(
    "/",
    route_handlers=[
        *sign_in.ROUTES,
        *factor.ROUTES,
        *password.ROUTES,
        *welcome.ROUTES,
        *declaration.ROUTES,
        *confirm.ROUTES,
        *account.ROUTES,
        *factors.ROUTES,
    ],
)
