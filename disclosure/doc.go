// Package disclosure stands in front of every number that leaves the service.
package disclosure
