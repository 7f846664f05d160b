/**
 * The dashboard as people see it: the real server, the real Chromium, each page with and without scripts, in light and dark, wide and narrow.
 *
 * <p>{@link dev.varve.command.browser.Dashboard} is a server with somebody logged in, {@link dev.varve.command.browser.Visit} a window that notes
 * whatever goes wrong in it. Start reading at {@link dev.varve.command.browser.EveryPageTest}.
 */
package dev.varve.command.browser;
