HiGHS_basis_file v2
None
