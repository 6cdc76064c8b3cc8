"""What people answer by mail: fetched, understood, tied to who it is from, and taken into the record."""
