"""Pages that are pictures: their characters are recognised, by an engine of the extra `ocr`, in processes of their own.

The process that reads a file asks for a page (`recogniser`), which is looked up (`kept`) or given to a process that
recognises (`process`): it turns the page into a picture (`picture`), makes it upright and clean (`upright`, `ink`),
has its lines read (`engine`), and answers with a sheet (`sheet`), from which the same document comes as from a page
that was printed.
"""
