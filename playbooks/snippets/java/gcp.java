// @file Credential.java
// @install Maven or Gradle: com.google.cloud:google-cloud-secretmanager, com.fasterxml.jackson.core:jackson-databind
// @note Java 17 or later. Put the record into a package of yours.
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretVersionName;
import java.io.IOException;

/** The __title__, read from Google Cloud Secret Manager. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    private static final String SECRET = "__label__";

    public static Credential read() {
        JsonNode fields = parse(fetch(setting("GOOGLE_CLOUD_PROJECT")));
        return new Credential(
            // each part, comma between
            required(fields, "__field__"),
            // or optional
            optional(fields, "__field__"),
            // end
        );
    }

    private static String fetch(String project) {
        try (SecretManagerServiceClient client = SecretManagerServiceClient.create()) {
            SecretVersionName name = SecretVersionName.of(project, SECRET, "latest");
            return client.accessSecretVersion(name).getPayload().getData().toStringUtf8();
        } catch (IOException | ApiException error) {
            throw new IllegalStateException("cannot read " + SECRET + " from project " + project, error);
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
