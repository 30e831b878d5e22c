HiGHS_basis_file v2
Valid
# Columns 3
x 1
my col 1
z' 3
# Rows 2
R1 0
R2 2
