package govuk

import (
	"html/template"
)

// NotificationBanner tells of something beside the page's own matter, such as that a change was saved.
type NotificationBanner struct {
	Text              string        `json:"text"`
	HTML              template.HTML `json:"html"`
	TitleText         string        `json:"titleText"` // "Success" or "Important" when empty
	TitleHTML         template.HTML `json:"titleHtml"`
	TitleHeadingLevel int           `json:"titleHeadingLevel"` // 2 when zero
	Type              string        `json:"type"`              // "success", or nothing
	Role              string        `json:"role"`
	TitleID           string        `json:"titleId"`
	DisableAutoFocus  *bool         `json:"disableAutoFocus"`
	Classes           string        `json:"classes"`
	Attributes        Attributes    `json:"attributes"`
}

type notificationBannerView struct {
	NotificationBanner
	Success bool
}

// Render gives the banner's markup.
func (n NotificationBanner) Render() (template.HTML, error) {
	view := notificationBannerView{NotificationBanner: n, Success: n.Type == "success"}
	title, role := "Important", "region"
	if view.Success {
		title, role = "Success", "alert"
	}
	view.TitleText = or(n.TitleText, title)
	view.Role = or(n.Role, role)
	view.TitleID = or(n.TitleID, "govuk-notification-banner-title")
	view.TitleHeadingLevel = headingLevel(n.TitleHeadingLevel, 2)
	return render("notification-banner", view)
}

// headingLevel keeps a level to those that HTML has.
func headingLevel(level, standing int) int {
	if level < 1 || level > 6 {
		return standing
	}
	return level
}
