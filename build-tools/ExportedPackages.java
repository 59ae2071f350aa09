import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;

/**
 * Lists what a jar exports, one package a line, as platforms/src/test/resources/platforms wants it: the header
 * Export-Package without directives, in order. Of the packages that only AEM has, it lists those of workflows, since we use
 * no others.
 */
class ExportedPackages {

    private static final String WORKFLOWS = "com.adobe.granite.workflow";
    private static final Set<String> AEM_ONLY = Set.of("com.adobe.", "com.day.", "com.scene7.");

    public static void main(String[] arguments) throws IOException {
        try (JarFile jar = new JarFile(Path.of(arguments[0]).toFile())) {
            Set<String> lines = new TreeSet<>();
            for (String clause : split(jar.getManifest().getMainAttributes().getValue("Export-Package"), ',')) {
                lines.addAll(packages(clause));
            }
            System.out.println("Export-Package: " + String.join("\n ,", lines));
        }
    }

    private static List<String> packages(String clause) {
        List<String> parts = split(clause, ';');
        String version = parts.stream()
                .filter(part -> part.startsWith("version="))
                .findFirst()
                .map(part -> ";" + part.replace("\"", ""))
                .orElse("");
        return parts.stream()
                .filter(part -> !part.contains("="))
                .filter(part -> part.startsWith(WORKFLOWS) || AEM_ONLY.stream().noneMatch(part::startsWith))
                .map(name -> name + version)
                .toList();
    }

    /** Splits at what is not between quotes. */
    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (c == at && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().strip());
        return parts;
    }
}
