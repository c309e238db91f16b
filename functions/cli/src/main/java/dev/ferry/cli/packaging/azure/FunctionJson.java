package dev.ferry.cli.packaging.azure;

import dev.ferry.cli.packaging.PackagingException;
import dev.ferry.functions.json.JsonText;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The function.json of one annotated method, as the vendor's Maven plugin writes it: a binding for
 * each annotated parameter, with the attributes that are not as they are by default.
 *
 * @param name the function's name
 * @param method what is run
 */
record FunctionJson(String name, Method method) {
  private static final String ANNOTATIONS = "com.microsoft.azure.functions.annotation.";

  /** Not bindings: they name the metadata of one, or what the method is. */
  private static final List<String> NO_BINDINGS = List.of("BindingName", "FunctionName");

  private static final String HTTP_TRIGGER = "httpTrigger";

  /** The annotations that we know, and what the host calls them. */
  private static final Map<String, String> TYPES =
      Map.of(
          "ServiceBusQueueTrigger", "serviceBusTrigger",
          "ServiceBusTopicTrigger", "serviceBusTrigger",
          "TimerTrigger", "timerTrigger",
          "HttpTrigger", HTTP_TRIGGER);

  /** The whole name of a method. */
  static String entryPoint(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  /**
   * Its text.
   *
   * @param scriptFile where the jar is
   * @throws PackagingException when it has no trigger, several, or one that is not known here
   */
  String text(String scriptFile) {
    List<Annotation> bindings = bindings();
    if (bindings.size() != 1) {
      throw new PackagingException(
          "package: function '%s' has %d parameters with a trigger; it needs one"
              .formatted(name, bindings.size()));
    }
    JsonText json = new JsonText().open().put("scriptFile", scriptFile);
    json.put("entryPoint", entryPoint(method)).openArray("bindings");
    for (Annotation binding : bindings) {
      write(json, binding);
    }
    return json.closeArray().close() + "\n";
  }

  private List<Annotation> bindings() {
    List<Annotation> bindings = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      for (Annotation annotation : parameter.getAnnotations()) {
        Class<?> type = annotation.annotationType();
        if (type.getName().startsWith(ANNOTATIONS) && !NO_BINDINGS.contains(type.getSimpleName())) {
          bindings.add(annotation);
        }
      }
    }
    return bindings;
  }

  private void write(JsonText json, Annotation binding) {
    String annotation = binding.annotationType().getSimpleName();
    String type = TYPES.get(annotation);
    if (type == null) {
      throw new PackagingException(
          "package: function '%s' has @%s, which is not known here; package it with the vendor's azure-functions-maven-plugin"
              .formatted(name, annotation));
    }
    json.open().put("type", type).put("direction", "in");
    json.put("name", String.valueOf(attribute(binding, "name")));
    for (Method attribute : attributes(binding)) {
      Object value = attribute(binding, attribute.getName());
      if (!Objects.deepEquals(value, attribute.getDefaultValue())) {
        write(json, attribute.getName(), value);
      }
    }
    json.close();
    if (type.equals(HTTP_TRIGGER)) {
      json.open().put("type", "http").put("direction", "out").put("name", "$return").close();
    }
  }

  /** All but the name, in an order that stays. */
  private static List<Method> attributes(Annotation binding) {
    return Arrays.stream(binding.annotationType().getDeclaredMethods())
        .filter(attribute -> !attribute.getName().equals("name"))
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  private static void write(JsonText json, String name, Object value) {
    if (value instanceof Boolean flag) {
      json.put(name, flag.booleanValue());
    } else if (value instanceof Number number) {
      json.put(name, number.longValue());
    } else if (value.getClass().isArray()) {
      json.openArray(name);
      for (int i = 0; i < Array.getLength(value); i++) {
        json.add(String.valueOf(Array.get(value, i)));
      }
      json.closeArray();
    } else {
      json.put(name, String.valueOf(value));
    }
  }

  /** The value of an annotation's attribute. */
  static Object attribute(Annotation annotation, String name) {
    try {
      return annotation.annotationType().getMethod(name).invoke(annotation);
    } catch (ReflectiveOperationException otherLibrary) {
      throw new PackagingException(
          "package: @%s has no attribute '%s'; use azure-functions-java-library 3"
              .formatted(annotation.annotationType().getSimpleName(), name),
          otherLibrary);
    }
  }
}
