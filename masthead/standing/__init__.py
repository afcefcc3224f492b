"""What stands on a site from day to day: standing pages, the menu, the foot, social addresses."""
