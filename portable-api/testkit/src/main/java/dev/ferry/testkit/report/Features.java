package dev.ferry.testkit.report;

import dev.ferry.testkit.Feature;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The features of suites and the tests that prove them, read from the suites' annotations. */
final class Features {
  private Features() {}

  /** The names of each feature's tests, qualified by suite; features in the order of the groups. */
  static Map<String, Set<String>> of(List<Class<?>> suites) {
    Map<String, Set<String>> features = new LinkedHashMap<>();
    for (Class<?> suite : suites) {
      for (Class<?> group : suite.getInterfaces()) {
        tests(group)
            .forEach(
                test ->
                    features
                        .computeIfAbsent(feature(group, test), name -> new TreeSet<>())
                        .add(qualified(suite.getSimpleName(), test.getName())));
      }
    }
    return features;
  }

  /** Each test that any of these reports names is a feature of its own, its name in words. */
  static Map<String, Set<String>> of(Collection<Map<String, Result>> reports) {
    Map<String, Set<String>> features = new TreeMap<>();
    for (Map<String, Result> report : reports) {
      report.keySet().forEach(test -> features.put(words(test), Set.of(test)));
    }
    return features;
  }

  /** {@code Suite.oneThing_underACondition_follows} as people read it. */
  private static String words(String test) {
    String name = test.substring(test.indexOf('.') + 1);
    String words =
        name.replace("_", ", ").replaceAll("(?<=\\w)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The group's own feature first, then the others by name: reflection knows no order. */
  private static Stream<Method> tests(Class<?> group) {
    return Stream.of(group.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(
            Comparator.comparing((Method test) -> test.isAnnotationPresent(Feature.class))
                .thenComparing(test -> feature(group, test))
                .thenComparing(Method::getName));
  }

  private static String feature(Class<?> group, Method test) {
    Feature own = test.getAnnotation(Feature.class);
    Feature feature = own == null ? group.getAnnotation(Feature.class) : own;
    if (feature == null) {
      throw new IllegalArgumentException(
          "find the feature of " + group.getName() + "." + test.getName() + ": annotate the group");
    }
    return feature.value();
  }

  static String qualified(String suite, String test) {
    return suite + "." + test;
  }
}
