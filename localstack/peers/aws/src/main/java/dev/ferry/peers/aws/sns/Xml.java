package dev.ferry.peers.aws.sns;

import java.util.Map;
import java.util.UUID;

/** Writes the answers of the query protocol. */
final class Xml {
  private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

  private Xml() {}

  /** The answer to an action; {@code result} is XML. */
  static String answer(String action, String result) {
    return "<%1$sResponse xmlns=\"%2$s\"><%1$sResult>%3$s</%1$sResult>%4$s</%1$sResponse>"
        .formatted(
            action,
            NAMESPACE,
            result,
            element("ResponseMetadata", element("RequestId", UUID.randomUUID().toString())));
  }

  /** The answer to a request that failed. */
  static String error(SnsError error) {
    return "<ErrorResponse xmlns=\"%s\"><Error>%s%s%s</Error>%s</ErrorResponse>"
        .formatted(
            NAMESPACE,
            text("Type", "Sender"),
            text("Code", error.code()),
            text("Message", String.valueOf(error.getMessage())),
            text("RequestId", UUID.randomUUID().toString()));
  }

  /** An element of elements. */
  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** An element of text. */
  static String text(String name, String text) {
    return element(name, escaped(text));
  }

  /** {@code Attributes} of entries. */
  static String attributes(Map<String, String> map) {
    StringBuilder entries = new StringBuilder();
    map.forEach(
        (key, value) -> entries.append(element("entry", text("key", key) + text("value", value))));
    return element("Attributes", entries.toString());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
