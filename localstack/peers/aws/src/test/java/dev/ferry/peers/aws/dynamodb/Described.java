package dev.ferry.peers.aws.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What a server answered, as text that is equal where clients would see no difference. */
final class Described {
  /** What differs between any two servers, or is words for people. */
  private static final Set<String> OWN =
      Set.of(
          "message",
          "Message",
          "CreationDateTime",
          "TableArn",
          "TableId",
          "TableSizeBytes",
          "TableStatus",
          "ProvisionedThroughput",
          "BillingModeSummary",
          "DeletionProtectionEnabled",
          "WarmThroughput",
          "TableName");

  private Described() {}

  static String of(SdkPojo answer) {
    return describe(answer);
  }

  static String of(DynamoDbException refused) {
    return refused.awsErrorDetails().errorCode() + " " + describe(refused);
  }

  private static String describe(@Nullable Object value) {
    if (value instanceof SdkPojo pojo) {
      Map<String, String> fields = new TreeMap<>();
      for (SdkField<?> field : pojo.sdkFields()) {
        Object content = field.getValueOrDefault(pojo);
        if (!OWN.contains(field.locationName()) && !isNone(content)) {
          fields.put(field.locationName(), describe(content));
        }
      }
      return fields.toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((name, content) -> sorted.put(String.valueOf(name), describe(content)));
      return sorted.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Described::describe).toList().toString();
    }
    return String.valueOf(value);
  }

  /** The SDK's own empties stand for what was not in the answer. */
  private static boolean isNone(@Nullable Object content) {
    return content == null
        || content instanceof SdkAutoConstructList<?>
        || content instanceof SdkAutoConstructMap<?, ?>
        || content.equals(Map.of());
  }
}
