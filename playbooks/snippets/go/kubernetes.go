// @file credential.go
// Package credential reads the __title__ from a mounted Kubernetes Secret.
package credential

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const folder = "/var/run/secrets/__label__"

// Credential holds all parts. Neither fmt nor encoding/json nor log/slog shows them.
type Credential struct {
	// each part
	// __part__ stands in the file __field__, or else in __variable__.
	__part__ string
	// or optional
	// __part__ stands in the file __field__, or else in __variable__; empty if there is none.
	__part__ string
	// end
}

func (Credential) String() string               { return "[credential]" }
func (Credential) GoString() string             { return "[credential]" }
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }

// Read returns all parts or an error that names what is missing. It reads anew
// at each call: the kubelet replaces the files when the Secret changes.
func Read() (Credential, error) {
	var c Credential
	var err error
	// each part
	if c.__part__, err = required("__field__", "__variable__"); err != nil {
		return Credential{}, err
	}
	// or optional
	if c.__part__, err = optional("__field__", "__variable__"); err != nil {
		return Credential{}, err
	}
	// end
	return c, nil
}

// with optional
func optional(name, variable string) (string, error) {
	_, err := os.Stat(filepath.Join(folder, name))
	if errors.Is(err, fs.ErrNotExist) && strings.TrimSpace(os.Getenv(variable)) == "" {
		return "", nil
	}
	return required(name, variable)
}

// end
func required(name, variable string) (string, error) {
	file := filepath.Join(folder, name)
	content, err := os.ReadFile(file)
	value := strings.TrimRight(string(content), "\r\n")
	if errors.Is(err, fs.ErrNotExist) {
		value = os.Getenv(variable)
	} else if err != nil {
		return "", fmt.Errorf("cannot read the credential: %w", err)
	}
	if strings.TrimSpace(value) == "" {
		return "", fmt.Errorf("%s and environment variable %s are both missing or empty", file, variable)
	}
	return value, nil
}
