package dev.ferry.cli.packaging.azure;

import dev.ferry.cli.packaging.Artefact;
import dev.ferry.cli.packaging.PackagingException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of an artefact that are annotated as functions. Its classes are read apart from ours,
 * and none of them is run.
 */
final class AnnotatedFunctions {
  private static final String CLASS = ".class";
  private static final String FUNCTION_NAME =
      "com.microsoft.azure.functions.annotation.FunctionName";
  private static final String DESCRIPTOR = "L" + FUNCTION_NAME.replace('.', '/') + ";";

  /**
   * What the host takes for a name.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-app-settings">settings</a>
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,126}");

  private final Artefact artefact;
  private final ClassLoader classes;

  AnnotatedFunctions(Artefact artefact) {
    this.artefact = artefact;
    this.classes = new ArtefactClasses(artefact);
  }

  /**
   * The text of each function's function.json, by the function's name, sorted.
   *
   * @param scriptFile where the jar is, seen from a function's folder
   * @throws PackagingException when there is none, two have one name, or one cannot be written
   */
  Map<String, String> files(String scriptFile) {
    Map<String, Method> functions = new TreeMap<>();
    for (Method method : annotated()) {
      String name = nameOf(method);
      if (!NAME.matcher(name).matches()) {
        throw new PackagingException(
            "package: '"
                + name
                + "' is no function's name: a letter, then letters, digits, _ or -");
      }
      Method other = functions.putIfAbsent(name, method);
      if (other != null) {
        throw new PackagingException(
            "package: two functions have the name '%s', %s and %s; rename one"
                .formatted(name, FunctionJson.entryPoint(other), FunctionJson.entryPoint(method)));
      }
    }
    if (functions.isEmpty()) {
      throw new PackagingException(
          "package: no public method on the class path has @FunctionName; a function app needs one");
    }
    Map<String, String> files = new TreeMap<>();
    functions.forEach(
        (name, method) -> files.put(name, new FunctionJson(name, method).text(scriptFile)));
    return files;
  }

  private List<Method> annotated() {
    byte[] descriptor = DESCRIPTOR.getBytes(StandardCharsets.UTF_8);
    List<Method> found = new ArrayList<>();
    for (String file : artefact.names()) {
      if (file.endsWith(CLASS) && contains(artefact.content(file), descriptor)) {
        String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
        methods(name).filter(method -> annotation(method) != null).forEach(found::add);
      }
    }
    return found;
  }

  /** A class that names the annotation in its constants may have it. */
  private static boolean contains(byte[] content, byte[] wanted) {
    for (int at = 0; at <= content.length - wanted.length; at++) {
      if (content[at] == wanted[0]
          && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  /** Its own public ones, as the worker finds them. */
  private Stream<Method> methods(String type) {
    try {
      Class<?> read = Class.forName(type, false, classes);
      return Arrays.stream(read.getMethods())
          .filter(method -> method.getDeclaringClass().equals(read));
    } catch (ClassNotFoundException | LinkageError incomplete) {
      throw new PackagingException(
          "package: class " + type + " has functions and cannot be read; see the cause",
          incomplete);
    }
  }

  private static @Nullable Annotation annotation(Method method) {
    return Arrays.stream(method.getAnnotations())
        .filter(one -> one.annotationType().getName().equals(FUNCTION_NAME))
        .findFirst()
        .orElse(null);
  }

  private static String nameOf(Method method) {
    Annotation name = annotation(method);
    return name == null ? "" : String.valueOf(FunctionJson.attribute(name, "value"));
  }

  /** The classes of an artefact, over the JDK's. */
  private static final class ArtefactClasses extends ClassLoader {
    private final Artefact artefact;

    private ArtefactClasses(Artefact artefact) {
      super(ClassLoader.getPlatformClassLoader());
      this.artefact = artefact;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] content = artefact.content(name.replace('.', '/') + CLASS);
      if (content.length == 0) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, content, 0, content.length);
    }
  }
}
