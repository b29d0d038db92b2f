// @file credential.go
// Package credential reads the __title__ from environment variables.
package credential

import (
	"fmt"
	"os"
	"strings"
)

// Credential holds all parts. Neither fmt nor encoding/json nor log/slog shows them.
type Credential struct {
	// each part
	// __part__ stands in __variable__.
	__part__ string
	// or optional
	// __part__ stands in __variable__; empty if there is none.
	__part__ string
	// end
}

func (Credential) String() string               { return "[credential]" }
func (Credential) GoString() string             { return "[credential]" }
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }

// Read returns all parts or an error that names the variable that is missing.
func Read() (Credential, error) {
	var c Credential
	var err error
	// each part
	if c.__part__, err = required("__variable__"); err != nil {
		return Credential{}, err
	}
	// or optional
	c.__part__ = optional("__variable__")
	// end
	return c, nil
}

// with optional
func optional(variable string) string {
	if value := os.Getenv(variable); strings.TrimSpace(value) != "" {
		return value
	}
	return ""
}

// end
func required(variable string) (string, error) {
	value := os.Getenv(variable)
	if strings.TrimSpace(value) == "" {
		return "", fmt.Errorf("environment variable %s is not set or empty", variable)
	}
	return value, nil
}
