# to do

# tomorrow
