"""What happens, in the guidance's order: Prefect flows, one page each."""
