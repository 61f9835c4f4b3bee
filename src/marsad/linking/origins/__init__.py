"""Where statements come from, and how many independent origins stand behind them."""
