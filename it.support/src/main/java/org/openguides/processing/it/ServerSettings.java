package org.openguides.processing.it;

import java.util.HashMap;
import java.util.Map;

/** Changes the configuration of a running server, like an administrator in the web console. */
final class ServerSettings {

    private static final String PERSIST = "org.apache.sling.installer.configuration.persist";

    private final SlingClient admin;

    ServerSettings(SlingClient admin) {
        this.admin = admin;
    }

    /** Sets some properties of a configuration; the others get their defaults. */
    void set(String pid, Map<String, String> properties) {
        Map<String, String> fields = fields(properties);
        int status = admin.post("/system/console/configMgr/" + pid, fields).statusCode();
        if (status != 200 && status != 302) {
            throw new IllegalStateException(pid + ": " + status);
        }
    }

    /** Creates a configuration of a factory. */
    void create(String factoryPid, Map<String, String> properties) {
        Map<String, String> fields = fields(properties);
        fields.put("factoryPid", factoryPid);
        String placeholder = "%5BTemporary%20PID%20replaced%20by%20real%20PID%20upon%20save%5D";
        int status =
                admin.post("/system/console/configMgr/" + placeholder, fields).statusCode();
        if (status != 200 && status != 302) {
            throw new IllegalStateException(factoryPid + ": " + status);
        }
    }

    /**
     * Keeps Sling's installer from copying the configuration to the repository: if it changes again within a second, the
     * copy of the former one would be installed over it for a moment.
     */
    private static Map<String, String> fields(Map<String, String> properties) {
        Map<String, String> fields = new HashMap<>(properties);
        fields.put(PERSIST, "false");
        String names = String.join(",", fields.keySet());
        fields.putAll(Map.of("apply", "true", "action", "ajaxConfigManager", "propertylist", names));
        return fields;
    }

    /** Deletes a configuration. */
    void remove(String pid) {
        admin.post("/system/console/configMgr/" + pid, Map.of("apply", "1", "delete", "1"));
    }
}
