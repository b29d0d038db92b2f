// @file credential.go
// @install go get github.com/hashicorp/vault/api
// Package credential reads the __title__ from HashiCorp Vault.
package credential

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/vault/api"
)

const (
	mount = "secret"
	path  = "__path__"
)

// Credential holds all parts. Neither fmt nor encoding/json nor log/slog shows them.
type Credential struct {
	// each part
	// __part__ is the field __field__.
	__part__ string
	// or optional
	// __part__ is the field __field__; empty if there is none.
	__part__ string
	// end
}

func (Credential) String() string               { return "[credential]" }
func (Credential) GoString() string             { return "[credential]" }
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }

// Read returns all parts or an error that names what is missing.
func Read(ctx context.Context) (Credential, error) {
	for _, variable := range []string{"VAULT_ADDR", "VAULT_TOKEN"} {
		if os.Getenv(variable) == "" {
			return Credential{}, fmt.Errorf("environment variable %s is not set or empty", variable)
		}
	}
	// The client takes VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE from the environment.
	client, err := api.NewClient(nil)
	if err != nil {
		return Credential{}, fmt.Errorf("cannot set up the Vault client: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	answer, err := client.KVv2(mount).Get(ctx, path)
	if err != nil {
		return Credential{}, fmt.Errorf("cannot read %s/%s from Vault: %w", mount, path, err)
	}
	fields := answer.Data // nil if the current version is deleted
	var c Credential
	// each part
	if c.__part__, err = required(fields, "__field__"); err != nil {
		return Credential{}, err
	}
	// or optional
	if c.__part__, err = optional(fields, "__field__"); err != nil {
		return Credential{}, err
	}
	// end
	return c, nil
}

// with optional
func optional(fields map[string]any, name string) (string, error) {
	if fields[name] == nil || fields[name] == "" {
		return "", nil
	}
	return required(fields, name)
}

// end
func required(fields map[string]any, name string) (string, error) {
	value, ok := fields[name].(string)
	if !ok || strings.TrimSpace(value) == "" {
		return "", fmt.Errorf("%s has no field %s, or an empty one", path, name)
	}
	return value, nil
}
