"""Does a head of a published encoder look from "it" to the noun that "it" means?"""
