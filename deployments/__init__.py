"""How the product is run: settings, embedded services and the console `cpr`."""
