package dev.ferry.peers.aws.sns;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a client may ask, each with its answer. */
final class Actions {
  private static final int MOST_ENTRIES = 10;

  private final Topics topics;

  Actions(Topics topics) {
    this.topics = topics;
  }

  /** The answer to a request. */
  String answer(Form form) {
    String action = form.required("Action");
    return Xml.answer(action, result(action, form));
  }

  private String result(String action, Form form) {
    return switch (action) {
      case "CreateTopic" ->
          arn("TopicArn", topics.create(form.required("Name"), form.map("Attributes")).arn());
      case "DeleteTopic" -> {
        topics.delete(form.required("TopicArn"));
        yield "";
      }
      case "ListTopics" -> list("Topics", topics.arns(), arn -> Xml.text("TopicArn", arn));
      case "GetTopicAttributes" -> topicAttributes(topic(form));
      case "Subscribe" -> subscribe(form);
      case "Unsubscribe" -> {
        String arn = form.required("SubscriptionArn");
        topics.ofSubscription(arn).unsubscribe(arn);
        yield "";
      }
      case "SetSubscriptionAttributes" -> change(form);
      case "GetSubscriptionAttributes" -> {
        String arn = form.required("SubscriptionArn");
        yield Xml.attributes(topics.ofSubscription(arn).attributesOf(arn));
      }
      case "ListSubscriptionsByTopic" -> subscriptions(topic(form));
      case "Publish" -> published(topic(form).publish(Publication.read(form)));
      case "PublishBatch" -> publishBatch(topic(form), form.members("PublishBatchRequestEntries"));
      default -> throw SnsError.of("InvalidAction", "this peer does not know " + action);
    };
  }

  private Topic topic(Form form) {
    return topics.get(form.required("TopicArn"));
  }

  private static String arn(String name, String arn) {
    return Xml.text(name, arn);
  }

  private static <T> String list(String name, List<T> members, Function<T, String> xml) {
    StringBuilder all = new StringBuilder();
    members.forEach(member -> all.append(Xml.element("member", xml.apply(member))));
    return Xml.element(name, all.toString());
  }

  private static String topicAttributes(Topic topic) {
    Map<String, String> all = new LinkedHashMap<>(topic.attributes());
    all.put("TopicArn", topic.arn());
    all.put("SubscriptionsConfirmed", Integer.toString(topic.subscriptions().size()));
    return Xml.attributes(all);
  }

  private String subscribe(Form form) {
    if (!form.required("Protocol").equals("sqs")) {
      throw SnsError.invalid("Protocol: this peer delivers to sqs only");
    }
    String queue = form.required("Endpoint");
    if (!queue.startsWith("arn:aws:sqs:")) {
      throw SnsError.invalid("SQS endpoint ARN");
    }
    return arn("SubscriptionArn", topic(form).subscribe(queue, form.map("Attributes")).arn());
  }

  private String change(Form form) {
    String arn = form.required("SubscriptionArn");
    String value = form.get("AttributeValue");
    topics
        .ofSubscription(arn)
        .change(arn, form.required("AttributeName"), value == null ? "" : value);
    return "";
  }

  private static String subscriptions(Topic topic) {
    return list(
        "Subscriptions",
        topic.subscriptions(),
        one ->
            Xml.text("SubscriptionArn", one.arn())
                + Xml.text("TopicArn", topic.arn())
                + Xml.text("Protocol", "sqs")
                + Xml.text("Endpoint", one.queueArn()));
  }

  private static String published(Topic.Published published) {
    return Xml.text("MessageId", published.messageId()) + sequence(published.sequenceNumber());
  }

  private static String sequence(@Nullable String number) {
    return number == null ? "" : Xml.text("SequenceNumber", number);
  }

  private static String publishBatch(Topic topic, List<Form> entries) {
    checkBatch(entries);
    StringBuilder successful = new StringBuilder();
    StringBuilder failed = new StringBuilder();
    for (Form entry : entries) {
      String id = Xml.text("Id", entry.required("Id"));
      try {
        Topic.Published published = topic.publish(Publication.read(entry));
        successful.append(Xml.element("member", id + published(published)));
      } catch (SnsError refused) {
        failed.append(
            Xml.element(
                "member",
                id
                    + Xml.text("Code", refused.code())
                    + Xml.text("Message", String.valueOf(refused.getMessage()))
                    + Xml.text("SenderFault", "true")));
      }
    }
    return Xml.element("Successful", successful.toString())
        + Xml.element("Failed", failed.toString());
  }

  private static void checkBatch(List<Form> entries) {
    if (entries.isEmpty()) {
      throw SnsError.of("EmptyBatchRequest", "The batch request contains no entries");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw SnsError.of("TooManyEntriesInBatchRequest", "The batch holds more than 10 entries");
    }
    Set<String> ids = new HashSet<>();
    int bytes = 0;
    for (Form entry : entries) {
      if (!ids.add(entry.required("Id"))) {
        throw SnsError.of("BatchEntryIdsNotDistinct", "Two entries have one Id");
      }
      bytes += sizeBytes(entry);
    }
    if (bytes > Publication.MOST_BYTES) {
      throw SnsError.of("BatchRequestTooLong", "The entries together are too long");
    }
  }

  private static int sizeBytes(Form entry) {
    try {
      return Publication.read(entry).sizeBytes();
    } catch (SnsError refusedByItself) {
      return 0;
    }
  }
}
