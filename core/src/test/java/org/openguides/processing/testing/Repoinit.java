package org.openguides.processing.testing;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.jackrabbit.oak.security.internal.SecurityProviderBuilder;
import org.apache.jackrabbit.oak.spi.security.ConfigurationParameters;
import org.apache.jackrabbit.oak.spi.security.SecurityProvider;
import org.apache.jackrabbit.oak.spi.security.user.UserConfiguration;
import org.apache.jackrabbit.oak.spi.security.user.UserConstants;
import org.apache.sling.jcr.repoinit.impl.JcrRepoInitOpsProcessorImpl;
import org.apache.sling.repoinit.parser.RepoInitParsingException;
import org.apache.sling.repoinit.parser.impl.RepoInitParserService;
import org.openguides.processing.internal.session.ServiceUser;

/** Applies the configuration files of the package like Sling does. */
public final class Repoinit {

    private static final Path CONFIGURATIONS =
            Path.of("..", "ui.config", "src/main/content/jcr_root/apps/openguides-config/osgiconfig/config.author");

    private Repoinit() {}

    /**
     * Creates users and groups below {@code /home}, where the scripts expect them. Passwords are hashed once: a thousand
     * times, which is the default, would be two fifths of the CPU time of all tests, as each session is a login.
     */
    static SecurityProvider usersAsOnSling() {
        ConfigurationParameters users = ConfigurationParameters.of(Map.of(
                UserConstants.PARAM_USER_PATH, "/home/users",
                UserConstants.PARAM_GROUP_PATH, "/home/groups",
                UserConstants.PARAM_PASSWORD_HASH_ITERATIONS, 1));
        return SecurityProviderBuilder.newBuilder()
                .with(ConfigurationParameters.of(UserConfiguration.NAME, users))
                .build();
    }

    /** Runs the scripts of the package. */
    public static void run(Session session) throws RepositoryException {
        run(session, shipped("org.apache.sling.jcr.repoinit.RepositoryInitializer~openguides"));
    }

    /** Runs the scripts of an earlier version of the package. */
    public static void runFormer(Session session, String resource) throws RepositoryException {
        try (InputStream in = Objects.requireNonNull(Repoinit.class.getResourceAsStream(resource), resource);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            run(session, JsonParser.parseReader(reader).getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Session session, JsonObject configuration) throws RepositoryException {
        for (String script : strings(configuration, "scripts")) {
            try {
                new JcrRepoInitOpsProcessorImpl()
                        .apply(session, new RepoInitParserService().parse(new StringReader(script)));
            } catch (RepoInitParsingException e) {
                throw new IllegalArgumentException(script, e);
            }
        }
        session.save();
    }

    /** Returns the id of the service user that the package maps to a subservice. */
    static String userOf(ServiceUser user) {
        String subservice = "org.openguides.core:" + user.subservice() + "=[";
        JsonObject mapping =
                shipped("org.apache.sling.serviceusermapping.impl.ServiceUserMapperImpl.amended~openguides");
        return strings(mapping, "user.mapping").stream()
                .filter(line -> line.startsWith(subservice))
                .map(line -> line.substring(subservice.length(), line.length() - 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing is mapped to " + user));
    }

    private static JsonObject shipped(String pid) {
        try {
            return JsonParser.parseString(Files.readString(CONFIGURATIONS.resolve(pid + ".cfg.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> strings(JsonObject object, String name) {
        List<String> strings = new ArrayList<>();
        for (JsonElement element : object.getAsJsonArray(name)) {
            strings.add(element.getAsString());
        }
        return strings;
    }
}
