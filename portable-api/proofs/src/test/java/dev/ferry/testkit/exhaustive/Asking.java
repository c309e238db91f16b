package dev.ferry.testkit.exhaustive;

/** Where a worker's code turns to the outside: everything that it uses asks here. */
@FunctionalInterface
interface Asking {
  /**
   * What comes of a call.
   *
   * @return the answer's value
   * @throws dev.ferry.messaging.MessagingException when that is the answer
   * @throws Pause when the answer is not known yet: the code ends here, until it is run again
   */
  Object ask(Call call);
}
