"""Taking files in, reading them, settling what differs, and delivering."""
