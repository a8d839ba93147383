"""Recognising the shop's products in what customers write."""

from __future__ import annotations

from bot.nlu.products.index import ProductIndex
from bot.nlu.products.matching import FoundProduct, find_products
from bot.nlu.products.names import CatalogueProduct

__all__ = ["CatalogueProduct", "FoundProduct", "ProductIndex", "find_products"]
