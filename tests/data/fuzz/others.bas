HiGHS_basis_file v2
Valid
# Rows 2
R2 4
R1 1
# Columns 3
z' 0
x 1
my col 2
