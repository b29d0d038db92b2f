// @file Credential.java
// @install Maven or Gradle: io.github.jopenlibs:vault-java-driver
// @note Java 17 or later. Put the record into a package of yours.
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.util.Map;

/** The __title__, read from HashiCorp Vault. */
public record Credential(
    // each part, comma between
    String __part__,
    // or optional
    /* may be null */ String __part__,
    // end
) {
    private static final String MOUNT = "secret";
    private static final String PATH = "__path__";

    public static Credential read() {
        Map<String, String> fields = fetch();
        return new Credential(
            // each part, comma between
            required(fields, "__field__"),
            // or optional
            optional(fields, "__field__"),
            // end
        );
    }

    private static Map<String, String> fetch() {
        LogicalResponse answer;
        try {
            VaultConfig config = new VaultConfig()
                .address(setting("VAULT_ADDR"))
                .token(setting("VAULT_TOKEN"))
                .openTimeout(10)
                .readTimeout(10);
            String namespace = System.getenv("VAULT_NAMESPACE");
            if (namespace != null && !namespace.isBlank()) {
                config.nameSpace(namespace);
            }
            // With engine version 2 the driver adds data/ to the path and unwraps the data of the data.
            answer = Vault.create(config.build(), 2).logical().read(MOUNT + "/" + PATH);
        } catch (VaultException error) {
            throw new IllegalStateException("cannot read " + MOUNT + "/" + PATH + " from Vault", error);
        }
        // The driver throws at 5xx alone.
        int status = answer.getRestResponse().getStatus();
        if (status != 200) {
            throw new IllegalStateException("Vault answered " + status + " to " + MOUNT + "/" + PATH);
        }
        return answer.getData();
    }

    // with optional
    private static String optional(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null || value.isEmpty() ? null : required(fields, name);
    }

    // end
    private static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(MOUNT + "/" + PATH + " has no field " + name + ", or an empty one");
        }
        return value;
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
