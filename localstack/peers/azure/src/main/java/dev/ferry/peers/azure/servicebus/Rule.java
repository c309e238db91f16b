package dev.ferry.peers.azure.servicebus;

/**
 * A rule of a subscription.
 *
 * @param name its name within the subscription
 * @param filter which messages it lets through
 */
public record Rule(String name, RuleFilter filter) {
  /** The rule that a subscription has when it is made without any. */
  public static final Rule ALL = new Rule("$Default", RuleFilter.all());
}
