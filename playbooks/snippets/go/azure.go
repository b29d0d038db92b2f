// @file credential.go
// @install go get github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets
// Package credential reads the __title__ from Azure Key Vault.
package credential

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/security/keyvault/azsecrets"
)

const secretID = "__label__"

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
	vaultURL, err := setting("AZURE_KEY_VAULT_URL")
	if err != nil {
		return Credential{}, err
	}
	identity, err := azidentity.NewDefaultAzureCredential(nil)
	if err != nil {
		return Credential{}, fmt.Errorf("cannot find an Azure identity: %w", err)
	}
	client, err := azsecrets.NewClient(vaultURL, identity, nil)
	if err != nil {
		return Credential{}, fmt.Errorf("cannot use %s: %w", vaultURL, err)
	}
	answer, err := client.GetSecret(ctx, secretID, "", nil) // "" is the current version
	if err != nil {
		return Credential{}, fmt.Errorf("cannot read %s from %s: %w", secretID, vaultURL, err)
	}
	if answer.Value == nil {
		return Credential{}, fmt.Errorf("%s has no value", secretID)
	}
	fields, err := parse(*answer.Value)
	if err != nil {
		return Credential{}, err
	}
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

func parse(text string) (map[string]any, error) {
	var fields map[string]any
	if json.Unmarshal([]byte(text), &fields) != nil || fields == nil {
		return nil, fmt.Errorf("%s is not a JSON object", secretID)
	}
	return fields, nil
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
		return "", fmt.Errorf("%s has no field %s, or an empty one", secretID, name)
	}
	return value, nil
}

func setting(variable string) (string, error) {
	value := os.Getenv(variable)
	if value == "" {
		return "", fmt.Errorf("environment variable %s is not set or empty", variable)
	}
	return value, nil
}
