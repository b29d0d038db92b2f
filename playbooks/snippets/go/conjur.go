// @file credential.go
// @install go get github.com/cyberark/conjur-api-go
// Package credential reads the __title__ from CyberArk Conjur.
package credential

import (
	// with optional
	"errors"
	// end
	"fmt"
	// with optional
	"net/http"
	// end
	"os"
	"strings"

	"github.com/cyberark/conjur-api-go/conjurapi"
	"github.com/cyberark/conjur-api-go/conjurapi/authn"
	// with optional
	"github.com/cyberark/conjur-api-go/conjurapi/response"
	// end
)

// Credential holds all parts. Neither fmt nor encoding/json nor log/slog shows them.
type Credential struct {
	// each part
	// __part__ is a variable of its own.
	__part__ string
	// or optional
	// __part__ is a variable of its own; empty if there is none.
	__part__ string
	// end
}

func (Credential) String() string               { return "[credential]" }
func (Credential) GoString() string             { return "[credential]" }
func (Credential) MarshalText() ([]byte, error) { return []byte("[credential]"), nil }

// Read returns all parts or an error that names what is missing.
func Read() (Credential, error) {
	client, err := connect()
	if err != nil {
		return Credential{}, err
	}
	var c Credential
	// each part
	if c.__part__, err = variable(client, "__id__"); err != nil {
		return Credential{}, err
	}
	// or optional
	if c.__part__, err = optional(client, "__id__"); err != nil {
		return Credential{}, err
	}
	// end
	return c, nil
}

// connect takes CONJUR_APPLIANCE_URL and CONJUR_ACCOUNT from the environment or
// Conjur's own configuration files.
func connect() (*conjurapi.Client, error) {
	login, err := setting("CONJUR_AUTHN_LOGIN")
	if err != nil {
		return nil, err
	}
	key, err := setting("CONJUR_AUTHN_API_KEY")
	if err != nil {
		return nil, err
	}
	config, err := conjurapi.LoadConfig()
	if err != nil {
		return nil, fmt.Errorf("cannot load the Conjur configuration: %w", err)
	}
	client, err := conjurapi.NewClientFromKey(config, authn.LoginPair{Login: login, APIKey: key})
	if err != nil {
		return nil, fmt.Errorf("cannot set up the Conjur client: %w", err)
	}
	return client, nil
}

// with optional
func optional(client *conjurapi.Client, id string) (string, error) {
	value, err := variable(client, id)
	var answer *response.ConjurError
	if errors.As(err, &answer) && answer.Code == http.StatusNotFound {
		return "", nil // no such variable, or no value in it
	}
	return value, err
}

// end
func variable(client *conjurapi.Client, id string) (string, error) {
	value, err := client.RetrieveSecret(id)
	if err != nil {
		return "", fmt.Errorf("cannot read %s from Conjur: %w", id, err)
	}
	if strings.TrimSpace(string(value)) == "" {
		return "", fmt.Errorf("Conjur variable %s is empty", id)
	}
	return string(value), nil
}

func setting(variable string) (string, error) {
	value := os.Getenv(variable)
	if value == "" {
		return "", fmt.Errorf("environment variable %s is not set or empty", variable)
	}
	return value, nil
}
