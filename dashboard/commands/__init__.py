"""What the commands do; each module is loaded only when its command is called."""
