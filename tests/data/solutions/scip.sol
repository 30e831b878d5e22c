objective value:                                  5.5
X                                                   3 	(obj:1)
Y                                    1.16666666666667 	(obj:2)
Z                                   0.333333333333333 	(obj:0.5)
