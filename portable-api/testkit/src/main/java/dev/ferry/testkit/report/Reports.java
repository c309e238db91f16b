package dev.ferry.testkit.report;

import dev.ferry.testkit.report.Result.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What Surefire reported of conformance suites: results by provider and qualified test name. A
 * provider's tests are named after it, as {@code AwsMessagingConformanceTest}.
 */
final class Reports {
  private static final String ASSUMPTION = "Assumption failed: ";

  private final Pattern testClass;
  private final Map<String, Map<String, Result>> providers = new TreeMap<>();

  /** Reports of these suites. */
  Reports(List<Class<?>> suites) {
    this(suites.stream().map(Class::getSimpleName).collect(Collectors.joining("|")));
  }

  /** Reports of suites of these names, with {@code |} between them. */
  Reports(String names) {
    this.testClass = Pattern.compile("(?:.*[.])?([A-Z]\\w*?)(" + names + ")Test");
  }

  /** Reads the reports in a folder; one that is not there has none. */
  void read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Reports::isReport).sorted().toList()) {
        readFile(file);
      }
    }
  }

  private static boolean isReport(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("TEST-") && name.endsWith(".xml");
  }

  private void readFile(Path file) throws IOException {
    NodeList tests = parsed(file).getElementsByTagName("testcase");
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      Matcher name = testClass.matcher(test.getAttribute("classname"));
      if (name.matches()) {
        providers
            .computeIfAbsent(name.group(1).toLowerCase(Locale.ROOT), provider -> new HashMap<>())
            .put(Features.qualified(name.group(2), test.getAttribute("name")), result(test));
      }
    }
  }

  private static Element parsed(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler()); // which throws and does not print
      return builder.parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException("read the test report " + file, unreadable);
    }
  }

  private static Result result(Element test) {
    if (has(test, "failure") || has(test, "error")) {
      return new Result(End.FAILED, "");
    }
    if (!has(test, "skipped")) {
      return new Result(End.PASSED, "");
    }
    return new Result(End.SKIPPED, reason((Element) test.getElementsByTagName("skipped").item(0)));
  }

  /** The message; where the report has none, what the first line of its stack says. */
  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message");
    if (message.isEmpty()) {
      String first = skipped.getTextContent().strip().lines().findFirst().orElse("");
      message = first.substring(first.indexOf(": ") + 1).strip();
    }
    return message.startsWith(ASSUMPTION) ? message.substring(ASSUMPTION.length()) : message;
  }

  private static boolean has(Element test, String name) {
    return test.getElementsByTagName(name).getLength() > 0;
  }

  /** The results by provider and by qualified test name. */
  Map<String, Map<String, Result>> byProvider() {
    return providers;
  }
}
