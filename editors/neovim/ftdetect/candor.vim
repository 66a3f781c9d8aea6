autocmd BufRead,BufNewFile *.candor setfiletype candor
