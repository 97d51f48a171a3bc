// Empty on purpose: this module exists so that pkg-config's flags for ICU reach CLontar.
