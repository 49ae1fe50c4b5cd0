package govuk

import "html/template"

// FileUpload asks for a file. Its id is its name when no id is given. The texts are for the enhanced
// form, which JavaScript draws; the plural texts are by plural rule ("one", "other").
type FileUpload struct {
	Name                    string            `json:"name"`
	ID                      string            `json:"id"`
	Disabled                bool              `json:"disabled"`
	Multiple                bool              `json:"multiple"`
	DescribedBy             string            `json:"describedBy"`
	Label                   Label             `json:"label"`
	Hint                    *Hint             `json:"hint"`
	ErrorMessage            *ErrorMessage     `json:"errorMessage"`
	FormGroup               FormGroup         `json:"formGroup"`
	JavaScript              bool              `json:"javascript"`
	ChooseFilesButtonText   string            `json:"chooseFilesButtonText"`
	DropInstructionText     string            `json:"dropInstructionText"`
	MultipleFilesChosenText map[string]string `json:"multipleFilesChosenText"`
	NoFileChosenText        string            `json:"noFileChosenText"`
	EnteredDropZoneText     string            `json:"enteredDropZoneText"`
	LeftDropZoneText        string            `json:"leftDropZoneText"`
	Classes                 string            `json:"classes"`
	Attributes              Attributes        `json:"attributes"`
	WrapperClasses          string            `json:"wrapperClasses"`
	WrapperAttributes       Attributes        `json:"wrapperAttributes"`
}

type fileUploadView struct {
	groupView
	FileUpload
	Wrapper Attributes
}

// Render gives the upload's markup, with its label, hint and error.
func (f FileUpload) Render() (template.HTML, error) {
	f.ID = or(f.ID, f.Name)
	texts := Attributes{}
	texts.translate("choose-files-button", f.ChooseFilesButtonText)
	texts.translate("no-file-chosen", f.NoFileChosenText)
	texts.translatePlural("multiple-files-chosen", f.MultipleFilesChosenText)
	texts.translate("drop-instruction", f.DropInstructionText)
	texts.translate("entered-drop-zone", f.EnteredDropZoneText)
	texts.translate("left-drop-zone", f.LeftDropZoneText)
	return render("file-upload", fileUploadView{
		groupView:  fieldGroup(f.ID, f.DescribedBy, f.Label, f.Hint, f.ErrorMessage, f.FormGroup),
		FileUpload: f,
		Wrapper:    texts.with(f.WrapperAttributes),
	})
}

// translate adds the text that JavaScript shows under that key, if there is one.
func (a Attributes) translate(key, text string) {
	if text != "" {
		a["data-i18n."+key] = text
	}
}

func (a Attributes) translatePlural(key string, texts map[string]string) {
	for rule, text := range texts {
		a["data-i18n."+key+"."+rule] = text
	}
}
