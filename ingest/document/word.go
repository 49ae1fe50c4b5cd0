package document

func (r *reader) word(p *parts) (Document, error) { return Document{Kind: Word}, nil }
