// Filled by the first commits of the EPCIS target.
