package dev.ferry.google;

/** How Pub/Sub names things, and how we name what belongs together. */
final class Names {
  /** Labels of a queue's subscription that name the topics which it has messages of. */
  static final String LABEL = "ferry-from-";

  private Names() {}

  static String topic(String project, String name) {
    return "projects/" + project + "/topics/" + name;
  }

  static String subscription(String project, String name) {
    return "projects/" + project + "/subscriptions/" + name;
  }

  /** The subscription through which a queue has what a topic gets. */
  static String subscription(String project, String queue, String topic) {
    return subscription(project, queue + ".from." + topic);
  }

  static String last(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }
}
