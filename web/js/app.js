// The entry of every page: behaviours of the shell, then the modules that this page's elements ask for by data-module.
import "./time.js";
import "./theme-switch.js";
import "./menu.js";
import "./drawer.js";
import "./copy.js";
import "./keys.js";
import "./palette.js";
import "./actions.js";
import "./flash.js";
import { connect } from "./live.js";
import { attach } from "./parts.js";

attach(document.body);
connect();
