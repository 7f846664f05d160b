/** Tests of salvage, over files that were really damaged. */
package dev.varve.engine.salvage;
