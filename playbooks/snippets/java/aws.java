// @file Credential.java
// @install Maven or Gradle: software.amazon.awssdk:secretsmanager, com.fasterxml.jackson.core:jackson-databind
// @note Java 17 or later. Put the record into a package of yours.
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The __title__, read from AWS Secrets Manager. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    private static final String SECRET = "__path__";

    public static Credential read() {
        JsonNode fields = parse(fetch());
        return new Credential(
            // each part, comma between
            required(fields, "__field__"),
            // or optional
            optional(fields, "__field__"),
            // end
        );
    }

    private static String fetch() {
        try (SecretsManagerClient client = SecretsManagerClient.create()) {
            return client.getSecretValue(request -> request.secretId(SECRET)).secretString();
        } catch (SdkException error) {
            throw new IllegalStateException("cannot read " + SECRET + " from AWS Secrets Manager", error);
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

    /** Keeps the values out of logs. */
    @Override
    public String toString() {
        return "Credential[concealed]";
    }
}
