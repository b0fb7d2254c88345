"""A cast and a year of lists, told through the features' own actions."""
