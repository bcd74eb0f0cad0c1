"""CMS's National Correct Coding Initiative: pairs, units, add-on codes and the policy manual behind them."""
