"""Lets Rasa 3.6 run where TensorFlow is not installed.

Rasa imports TensorFlow at start-up, also for the many pipelines that never use it. Here Rasa's own modules,
and nobody else's, get inert placeholders for it: each of them is given an ``__import__`` of its own, so
nothing named tensorflow ever stands in ``sys.modules`` for SciPy or matplotlib to trip over.

A component that does need TensorFlow is refused with a sentence when it is trained or loaded. Where
TensorFlow is installed, only Rasa's old library names are kept and its reports to its makers are off.

Every Python process of the environment runs ``install``; only the standard library is imported here.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import Any, NoReturn

ABSENT = frozenset({"tensorflow", "tensorflow_text", "tensorflow_hub", "keras", "jax"})
UNUSED = frozenset(
    {
        # other messengers, brokers, stores and clouds
        "aiogram", "aiormq", "boto3", "botocore", "confluent_kafka", "fbmessenger", "kafka",
        "cachecontrol", "mattermostwrapper", "pymongo", "redis", "rocketchat_API", "slack_sdk", "twilio",
        "webexteamssdk",
        # Rasa's own server and terminal, and the action server's traces
        "colorclass", "coloredlogs", "google", "opentelemetry", "prompt_toolkit", "questionary", "sanic", "sanic_cors",
        "jwt", "sanic_jwt",
        # training
        "dask", "joblib", "matplotlib", "scipy", "sklearn", "sklearn_crfsuite", "tqdm",
    }
)  # fmt: skip
"""What Rasa's modules import and a process that only answers messages never uses."""
OPTIONAL = ("aio_pika", "cryptography", "requests", "websocket")
"""What other libraries import where it is there, for signatures and clients that such a process never makes."""
VERSION = "2.12.0"  # What Rasa 3.6.21 asks for.


class Placeholder(ModuleType):
    """Stands for a module or function of TensorFlow while Rasa's modules are read.

    A capitalised attribute is an empty class, which Rasa can subclass and name in annotations; any other is
    a placeholder again. Called as a decorator it returns what it decorates.
    """

    __version__ = VERSION

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = type(name, (), {"__module__": self.__name__}) if name[0].isupper() else _child(self, name)
        setattr(self, name, value)
        return value

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and not options and callable(arguments[0]):
            return arguments[0]
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __bool__(self) -> bool:
        return False


def _child(parent: Placeholder, name: str) -> Any:
    if name == "is_tensor":
        return lambda value: False
    return Placeholder(f"{parent.__name__}.{name}")


_placeholders = {name: Placeholder(name) for name in ABSENT}


def _import(
    name: str,
    module_globals: Mapping[str, object] | None = None,
    module_locals: Mapping[str, object] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> Any:
    """Import as Rasa's modules do: placeholders for what is absent, the real thing for everything else."""
    top, *rest = name.split(".")
    if level or top not in _placeholders:
        return builtins.__import__(name, module_globals, module_locals, fromlist or (), level)
    found: Any = _placeholders[top]
    for part in rest if fromlist else ():
        found = getattr(found, part)
    return found


class RasaLoader(SourceFileLoader):
    """Runs a module of Rasa; one that imports TensorFlow gets placeholders, and its components are refused."""

    def exec_module(self, module: ModuleType) -> None:
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"{module.__name__} has no code", name=module.__name__)
        if _imports(code, _placeholders.keys()):
            module.__dict__["__builtins__"] = {**vars(builtins), "__import__": _import}
        exec(code, module.__dict__)  # noqa: S102  what every loader does
        if _imports(code, _placeholders.keys() & ABSENT):
            _refuse_components(module)
        if module.__name__ == "rasa.core.processor":
            _run_in_order(module)


def _run_in_order(processor: ModuleType) -> None:
    """Have every loaded model run by our runner, also those that Rasa's own commands load."""
    from bot.dialogue.graph_runner import InOrderRunner

    processor.__dict__["DaskGraphRunner"] = InOrderRunner


def _imports(code: CodeType, libraries: Set[str]) -> bool:
    if any(name.split(".")[0] in libraries for name in code.co_names):
        return True
    return any(_imports(constant, libraries) for constant in code.co_consts if isinstance(constant, CodeType))


def _refuse_components(module: ModuleType) -> None:
    """Make the module's graph components raise when a training validates them, or a model loads them."""
    if module.__name__.startswith("rasa.utils."):
        return  # Holds no components, and the import below would run in a circle.
    from rasa.engine.graph import GraphComponent

    for component in list(vars(module).values()):
        is_class = isinstance(component, type) and component.__module__ == module.__name__
        if is_class and issubclass(component, GraphComponent):
            _refuse(component)


def _refuse(component: type) -> None:
    from rasa.shared.exceptions import RasaException

    def refusal(cls: type, /, *_: object, **__: object) -> NoReturn:
        raise RasaException(
            f"{cls.__name__} needs TensorFlow, which is not installed: "
            f"replace it in config.yml (or name a pipeline and policies there, if none is named)."
        )

    for name in ("create", "load", "required_packages"):
        setattr(component, name, classmethod(refusal))


class RasaFinder:
    """Finds Rasa's modules where Python finds them, and has ``RasaLoader`` run them."""

    def __init__(self) -> None:
        self._needed: bool | None = None

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in ("rasa", "rasa_sdk"):
            return None
        if self._needed is None:
            self._needed = PathFinder.find_spec("tensorflow") is None
            os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")  # Crash reports carry customers' words.
            _keep_old_names()
        spec = PathFinder.find_spec(name, path, target) if self._needed else None
        if spec is not None and type(spec.loader) is SourceFileLoader:
            spec.loader = RasaLoader(spec.loader.name, spec.loader.path)
        return spec


def _keep_old_names() -> None:
    """Give back two names that Rasa imports and that newer versions of their libraries dropped."""
    import numpy
    import packaging.version

    if not hasattr(packaging.version, "LegacyVersion"):
        # Only ever asked "is this version one of those?", and none is.
        packaging.version.LegacyVersion = type("LegacyVersion", (), {})  # type: ignore[attr-defined]
    if not hasattr(numpy, "VisibleDeprecationWarning"):
        numpy.VisibleDeprecationWarning = numpy.exceptions.VisibleDeprecationWarning  # type: ignore[attr-defined]


def _stand_in_for(libraries: Iterable[str]) -> None:
    for name in libraries:
        _placeholders.setdefault(name, Placeholder(name))


def spare_what_is_unused(*also: str) -> None:
    """Give Rasa's modules placeholders for what serving never uses: half the memory, a third of the start.

    ``also`` names more libraries that others import only where they are there. To be called before Rasa is imported;
    raises RuntimeError after that.
    """
    if "rasa.core" in sys.modules:
        raise RuntimeError("Rasa is imported already; nothing can be spared any more")
    _stand_in_for({*UNUSED, *OPTIONAL})
    for name in (*OPTIONAL, *also):
        # Python's own sign for "not there".
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def install() -> None:
    """Make ``import rasa`` work in this process, now or later. Calling it again changes nothing."""
    if not any(isinstance(finder, RasaFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, RasaFinder())
