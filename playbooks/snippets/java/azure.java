// @file Credential.java
// @install Maven or Gradle: com.azure:azure-security-keyvault-secrets, com.azure:azure-identity, com.fasterxml.jackson.core:jackson-databind
// @note Java 17 or later. Put the record into a package of yours.
import com.azure.core.exception.AzureException;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The __title__, read from Azure Key Vault. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    private static final String SECRET = "__label__";

    public static Credential read() {
        JsonNode fields = parse(fetch(setting("AZURE_KEY_VAULT_URL")));
        return new Credential(
            // each part, comma between
            required(fields, "__field__"),
            // or optional
            optional(fields, "__field__"),
            // end
        );
    }

    private static String fetch(String vaultUrl) {
        SecretClient client = new SecretClientBuilder()
            .vaultUrl(vaultUrl)
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
        try {
            return client.getSecret(SECRET).getValue();
        } catch (AzureException error) {
            throw new IllegalStateException("cannot read " + SECRET + " from " + vaultUrl, error);
        }
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode fields = new ObjectMapper().readTree(text == null ? "" : text);
            if (fields.isObject()) {
                return fields;
            }
        } catch (JsonProcessingException ignored) {
            // Not kept as a cause: it may quote the text.
        }
        throw new IllegalStateException(SECRET + " is not a JSON object");
    }

    // with optional
    private static String optional(JsonNode fields, String name) {
        return fields.hasNonNull(name) && !"".equals(fields.path(name).textValue()) ? required(fields, name) : null;
    }

    // end
    private static String required(JsonNode fields, String name) {
        JsonNode value = fields.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalStateException(SECRET + " has no field " + name + ", or an empty one");
        }
        return value.textValue();
    }

    private static String setting(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + variable + " is not set or empty");
        }
        return value.strip();
    }

    /** Keeps the values out of logs. */
    @Override
    public String toString() {
        return "Credential[concealed]";
    }
}
