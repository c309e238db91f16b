package dev.ferry.peers.azure.servicebus;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What an administration client wants to have made. */
final class Description {
  private static final String SUBSCRIPTIONS = "/subscriptions/";
  private static final Duration LOCK = Duration.ofMinutes(1);
  private static final Duration FOR_EVER = Duration.ofDays(10_000);
  private static final int DELIVERIES = 10;

  private final Element root;

  private Description(Element root) {
    this.root = root;
  }

  /**
   * Reads the body of a request.
   *
   * @throws Refusal when it is no XML
   */
  static Description read(InputStream body) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      return new Description(factory.newDocumentBuilder().parse(body).getDocumentElement());
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new Refusal(Condition.BAD_ARGUMENT, "The body is no XML.");
    }
  }

  /**
   * Makes it.
   *
   * @throws Refusal when it cannot be made
   */
  void create(Entities entities, String path) {
    int subscription = path.toLowerCase(Locale.ROOT).indexOf(SUBSCRIPTIONS);
    if (find(root, "TopicDescription") != null) {
      entities.createTopic(path, duplicates());
    } else if (subscription < 0) {
      entities.createQueue(options(path));
    } else {
      entities.createSubscription(
          path.substring(0, subscription),
          options(path.substring(subscription + SUBSCRIPTIONS.length())),
          List.of(rule()));
    }
  }

  private QueueOptions options(String name) {
    Duration life = duration("DefaultMessageTimeToLive", FOR_EVER);
    QueueOptions options =
        QueueOptions.of(name)
            .withLock(duration("LockDuration", LOCK))
            .withMaxDeliveries(number("MaxDeliveryCount", DELIVERIES))
            .withDuplicateDetection(duplicates());
    if (life.compareTo(FOR_EVER) < 0) {
      options = options.withTimeToLive(life, flag("DeadLetteringOnMessageExpiration"));
    }
    String to = text("ForwardTo");
    options = to == null ? options : options.withForwardTo(to);
    String dead = text("ForwardDeadLetteredMessagesTo");
    options = dead == null ? options : options.withForwardDeadLettersTo(dead);
    return flag("RequiresSession") ? options.withSessions() : options;
  }

  private Duration duplicates() {
    return flag("RequiresDuplicateDetection")
        ? duration("DuplicateDetectionHistoryTimeWindow", Duration.ofMinutes(10))
        : Duration.ZERO;
  }

  private Rule rule() {
    Element rule = find(root, "DefaultRuleDescription");
    Element expression = rule == null ? null : find(rule, "SqlExpression");
    if (rule == null || expression == null) {
      return Rule.ALL;
    }
    Element name = find(rule, "Name");
    try {
      return new Rule(
          name == null ? "$Default" : name.getTextContent(),
          RuleFilter.sql(expression.getTextContent()));
    } catch (IllegalArgumentException unreadable) {
      throw new Refusal(Condition.BAD_ARGUMENT, String.valueOf(unreadable.getMessage()));
    }
  }

  private Duration duration(String name, Duration otherwise) {
    String text = text(name);
    return text == null ? otherwise : Duration.parse(text);
  }

  private int number(String name, int otherwise) {
    String text = text(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  private @Nullable String text(String name) {
    Element element = find(root, name);
    return element == null || element.getTextContent().isBlank()
        ? null
        : element.getTextContent().strip();
  }

  private static @Nullable Element find(Element within, String name) {
    NodeList found = within.getElementsByTagNameNS("*", name);
    return found.getLength() == 0 ? null : (Element) found.item(0);
  }
}
