"""The page, the server and the commands of Dateline."""
