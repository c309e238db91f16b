package dev.ferry.cli.packaging;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes one tree of files out of those of a class path.
 *
 * <p>Service files are merged; licences and notices are kept, each under the name of its jar; what
 * belongs to a jar alone (manifest, signature, module, build, models of code generators) goes. Of a
 * resource that several have, the first is kept, as a class loader would find it, and the others
 * are told; a class that two have with other bytes is refused.
 */
final class Merge {
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern OF_THE_JAR =
      Pattern.compile(
          "codegen-resources/.*|META-INF/MANIFEST\\.MF|META-INF/INDEX\\.LIST|META-INF/[^/]+\\.(SF|DSA|RSA|EC)"
              + "|META-INF/maven/.*|META-INF/versions/.*|(.*/)?module-info\\.class");
  private static final Pattern LICENCE =
      Pattern.compile("(META-INF/)?(LICEN[CS]E|NOTICE|THIRD-PARTY)[^/]*", Pattern.CASE_INSENSITIVE);

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> origins = new TreeMap<>();
  private final Map<String, Set<String>> services = new TreeMap<>();
  private final List<String> shadowed = new ArrayList<>();

  /**
   * Adds a file.
   *
   * @throws PackagingException when it is another version of a class that is there already
   */
  void add(String origin, String name, byte[] content) {
    if (name.startsWith(SERVICES)) {
      providers(content)
          .forEach(one -> services.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(one));
    } else if (LICENCE.matcher(name).matches()) {
      files.put("META-INF/licenses/" + simpleName(origin) + "/" + simpleName(name), content);
    } else if (!OF_THE_JAR.matcher(name).matches()) {
      addOnce(origin, name, content);
    }
  }

  private static List<String> providers(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String simpleName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private void addOnce(String origin, String name, byte[] content) {
    byte[] before = files.putIfAbsent(name, content);
    if (before == null) {
      origins.put(name, origin);
    } else if (!Arrays.equals(before, content)) {
      if (name.endsWith(".class")) {
        throw new PackagingException(
            "package: %s is in %s and, with other bytes, in %s; leave one of them out"
                .formatted(name, origins.get(name), origin));
      }
      shadowed.add(name + " of " + simpleName(origin));
    }
  }

  /** The files, sorted by name. */
  Map<String, byte[]> files() {
    Map<String, byte[]> all = new TreeMap<>(files);
    services.forEach(
        (name, providers) ->
            all.put(name, (String.join("\n", providers) + "\n").getBytes(StandardCharsets.UTF_8)));
    return all;
  }

  /** Resources that are not in the artefact because an earlier one has their name. */
  List<String> shadowed() {
    return List.copyOf(shadowed);
  }
}
