// Filled by the first commits of the LedgerCore target.
