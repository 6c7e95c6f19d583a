package dev.pgexport.cli.configuration;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.cli.plugin.Plugins;

/**
 * Who vouches for us to the database.
 *
 * @param name {@value Plugins#PASSWORD} for libpq's own ways, or the name of a plugin
 */
public record AuthenticationSettings(
        @Setting(
                key = "auth",
                defaultValue = Plugins.PASSWORD,
                placeholder = "NAME",
                description = "How to prove to the database who you are; password stands for all of libpq's own ways,"
                        + " 'pgexport plugins' lists the others")
        String name) {}
